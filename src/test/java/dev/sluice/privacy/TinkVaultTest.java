package dev.sluice.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.privacy.FieldVault;
import dev.sluice.model.privacy.Purpose;
import dev.sluice.model.privacy.SealBroken;
import dev.sluice.model.privacy.Sealed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TinkVaultTest {
  private static final Purpose PHONE = new Purpose("phone");
  private static final Purpose NAME = new Purpose("name");

  private final KeySet keys = draw();
  private final FieldVault vault = vault(keys);

  @Property(tries = 200)
  void shouldOpenWhatItSealed(@ForAll String clear, @ForAll String owner) {
    String text = encodable(clear);
    assertThat(vault.open(PHONE, owner, vault.seal(PHONE, owner, text))).isEqualTo(text);
  }

  @Property(tries = 200)
  void shouldRefuseToOpen_whenASingleBitIsChanged(
      @ForAll @StringLength(max = 20) String clear, @ForAll @IntRange(max = 1000) int place) {
    byte[] sealed = Base64.getUrlDecoder().decode(vault.seal(PHONE, "t/a", clear).text());
    sealed[place % sealed.length] ^= (byte) (1 << place % 8);
    Sealed changed = new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));

    assertThatThrownBy(() -> vault.open(PHONE, "t/a", changed)).isInstanceOf(SealBroken.class);
  }

  @Test
  void shouldRefuseToOpen_whenPurposeOrOwnerIsAnother() {
    Sealed sealed = vault.seal(PHONE, "t/a", "+8613812341234");

    assertThatThrownBy(() -> vault.open(NAME, "t/a", sealed)).isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> vault.open(PHONE, "t/b", sealed)).isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> vault.open(PHONE, "t/a", new Sealed("no seal!")))
        .isInstanceOf(SealBroken.class);
  }

  @Test
  void shouldHideTheValue_whenSealed() {
    Sealed sealed = vault.seal(PHONE, "t/a", "+8613812341234");

    assertThat(sealed).isNotEqualTo(vault.seal(PHONE, "t/a", "+8613812341234"));
    byte[] bytes = Base64.getUrlDecoder().decode(sealed.text());
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("138");
  }

  @Test
  void shouldOpenOldSealsAndMakeNewOnes_whenTheKeySetIsRotated() throws Exception {
    // given
    Sealed old = vault.seal(PHONE, "t/a", "one");

    // when
    KeySet rotated = KeySet.parse(KeySet.parse(keys.text()).rotated().text());
    FieldVault later = vault(rotated);

    // then
    assertThat(later.open(PHONE, "t/a", old)).isEqualTo("one");
    Sealed fresh = later.seal(PHONE, "t/a", "two");
    assertThat(later.open(PHONE, "t/a", fresh)).isEqualTo("two");
    assertThatThrownBy(() -> vault.open(PHONE, "t/a", fresh)).isInstanceOf(SealBroken.class);
    assertThat(later.fingerprint(PHONE, "one")).isEqualTo(vault.fingerprint(PHONE, "one"));
  }

  @Test
  void shouldFingerprintByPurposeAndKey_whenValuesAreEqual() {
    String fingerprint = vault.fingerprint(PHONE, "one");

    assertThat(fingerprint).matches("[0-9a-f]{64}").isEqualTo(vault.fingerprint(PHONE, "one"));
    assertThat(fingerprint).isNotEqualTo(vault.fingerprint(NAME, "one"));
    assertThat(fingerprint).isNotEqualTo(vault.fingerprint(PHONE, "two"));
    assertThat(fingerprint).isNotEqualTo(vault(draw()).fingerprint(PHONE, "one"));
  }

  /** Lone surrogates have no UTF-8, and no JSON that carries them. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static KeySet draw() {
    try {
      return KeySet.draw();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static FieldVault vault(KeySet keys) {
    try {
      return new TinkVault(keys);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
