// Runs before the first paint, so that a chosen colour scheme never flashes the other one.
(() => {
  const STORE = "sluice.theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  function stored() {
    try {
      return localStorage.getItem(STORE);
    } catch {
      return null;
    }
  }

  function apply(theme) {
    root.dataset.theme = theme;
    const bar = document.querySelector('meta[name="theme-color"]');
    if (bar) bar.content = theme === "dark" ? "#0d1416" : "#f4f7f8";
  }

  function ofSystem() {
    return system.matches ? "dark" : "light";
  }

  // A choice that equals the system's is no choice: the page follows the system again.
  function toggle() {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      if (next === ofSystem()) localStorage.removeItem(STORE);
      else localStorage.setItem(STORE, next);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
    apply(next);
  }

  const chosen = stored();
  apply(chosen === "dark" || chosen === "light" ? chosen : ofSystem());
  system.addEventListener("change", () => {
    if (!stored()) apply(ofSystem());
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#theme-toggle")) toggle();
  });
})();
