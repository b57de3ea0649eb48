package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "key sk-proj-abcdefghij0123456789 end|key [masked] end",
        "Authorization: Bearer abcdefgh12345678|Authorization: Bearer [masked]",
        "id AKIAABCDEFGHIJKLMNOP here|id [masked] here",
        "jwt eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl x|jwt [masked] x",
        "postgres://ann:s3cret@db/x|postgres://ann:[masked]@db/x",
        "{\"password\":\"hunter2\",\"a\":1}|{\"password\":\"[masked]\",\"a\":1}",
        "{\\\"api_key\\\": \\\"abc\\\"}|{\\\"api_key\\\": \\\"[masked]\\\"}",
        "password=hunter2&x=1|password=[masked]&x=1",
        "ghp_abcdefghijklmnopqrst0123|[masked]",
      })
  void mask_credential_isMasked(String text, String expected) {
    assertThat(Secrets.mask(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Customer Support - Password Reset",
        "Reset your password: click the link",
        "risk-averse task-force",
        "see https://example.com/a:b@c",
        "{\"passwordPolicy\":{\"minimum\":12}}",
        "tokens: 12",
      })
  void mask_prose_isKept(String text) {
    assertThat(Secrets.mask(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "api_key", "apiKey", "Client-Secret", "access_token"})
  void isSecretField_nameOfACredential_isOne(String name) {
    assertThat(Secrets.isSecretField(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_count", "passwordPolicy", "name", "key"})
  void isSecretField_anyOtherName_isNone(String name) {
    assertThat(Secrets.isSecretField(name)).isFalse();
  }
}
