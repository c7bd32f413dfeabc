// Keeps the latest words in view while the reader stands at the end, and leaves a reader who scrolled up alone.

const NEAR_BOTTOM = 48;

export class Scroll {
  #scroller;
  #jump;
  #turns;
  #following = true;

  constructor(scroller, jump, turns) {
    this.#scroller = scroller;
    this.#jump = jump;
    this.#turns = turns;
    scroller.addEventListener("scroll", () => {
      this.#following = this.#atBottom();
      this.#showJump();
    });
    jump.addEventListener("click", () => this.toBottom());
    new ResizeObserver(() => this.settle()).observe(scroller);
    window.visualViewport?.addEventListener("resize", () => this.#fitViewport());
  }

  /** Goes to the end, and stays there while it grows. */
  toBottom() {
    this.#following = true;
    this.settle();
  }

  /** After something was drawn: goes on following, or offers the way down. */
  settle() {
    if (this.#following && this.#turns.hasChildNodes()) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#showJump();
  }

  #atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
  }

  #showJump() {
    this.#jump.hidden = this.#atBottom() || !this.#turns.hasChildNodes();
  }

  /** Where the keyboard covers the page instead of shrinking it, the page shrinks itself. */
  #fitViewport() {
    const { height, scale } = window.visualViewport;
    const covered = scale === 1 && window.innerHeight - height > 60;
    if (covered) document.documentElement.style.setProperty("--app-height", `${height}px`);
    else document.documentElement.style.removeProperty("--app-height");
    if (covered) window.scrollTo(0, 0);
    this.settle();
  }
}
