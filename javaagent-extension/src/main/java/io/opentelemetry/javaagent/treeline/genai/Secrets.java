package io.opentelemetry.javaagent.treeline.genai;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Masks what looks like a credential, whatever the content policy says.
 *
 * <p>A guard against accidents, not a proof: it knows the shapes of common keys and the names of
 * fields that hold them. Every rule first looks for a plain literal, so text without credentials
 * costs a few substring searches.
 */
public final class Secrets {

  /** Stands in place of what was masked. */
  public static final String MASK = "[masked]";

  private static final Set<String> FIELD_NAMES =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "clientsecret",
          "apikey",
          "accesskey",
          "secretkey",
          "secretaccesskey",
          "awssecretaccesskey",
          "accesstoken",
          "refreshtoken",
          "idtoken",
          "authtoken",
          "bearertoken",
          "sessiontoken",
          "privatekey",
          "authorization");

  private static final String FIELD =
      "(?:password|passwd|pwd|passphrase|secret|api[_-]?key|access[_-]?key|access[_-]?token"
          + "|refresh[_-]?token|id[_-]?token|auth[_-]?token|private[_-]?key|authorization)";

  /** In text, {@code name: value} counts only with a digit in the value: prose has none. */
  private static final Pattern FIELD_IN_TEXT =
      Pattern.compile(
          "(?i)("
              + FIELD
              + "\\\\?[\"']?\\s{0,8}[:=]\\s{0,8})"
              + "(?:(\\\\?[\"'])(?!\\[masked])[^\"'\\\\]{1,4096}+\\2"
              + "|(?!\\[masked])(?=[^\\s,;&\"'}\\]]{0,256}[0-9])[^\\s,;&\"'}\\]]{4,4096}+)");

  /** No rule takes a text shorter than {@code ://a:b@}. */
  private static final int SHORTEST = 7;

  private static final List<Rule> RULES =
      List.of(
          new Rule("sk-", "\\bsk-[A-Za-z0-9_-]{16,}", MASK),
          new Rule("gsk_", "\\bgsk_[A-Za-z0-9]{20,}", MASK),
          new Rule("xai-", "\\bxai-[A-Za-z0-9]{20,}", MASK),
          new Rule("hf_", "\\bhf_[A-Za-z0-9]{20,}", MASK),
          new Rule("AIza", "\\bAIza[A-Za-z0-9_-]{30,}", MASK),
          new Rule("gh", "\\bgh[opsur]_[A-Za-z0-9]{20,}", MASK),
          new Rule("github_pat_", "\\bgithub_pat_[A-Za-z0-9_]{20,}", MASK),
          new Rule("xox", "\\bxox[abprs]-[A-Za-z0-9-]{10,}", MASK),
          new Rule("AKIA", "\\bAKIA[A-Z0-9]{16}\\b", MASK),
          new Rule("ASIA", "\\bASIA[A-Z0-9]{16}\\b", MASK),
          new Rule(
              "eyJ", "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?", MASK),
          new Rule("earer ", "\\b[Bb]earer +[A-Za-z0-9._~+/=-]{8,}", "Bearer " + MASK),
          new Rule("BEARER ", "\\bBEARER +[A-Za-z0-9._~+/=-]{8,}", "BEARER " + MASK),
          new Rule("://", "(://[^\\s:/@\"]{0,256}):[^\\s/@\"]{1,256}@", "$1:" + MASK + "@"),
          new Rule(
              "PRIVATE KEY-----",
              "-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[^-]*+(?:-----END [A-Z ]{0,32}PRIVATE KEY-----)?",
              MASK));

  /** {@code text} itself when nothing in it looks like a credential. */
  public static String mask(String text) {
    if (text.length() < SHORTEST) {
      return text;
    }
    String masked = text;
    for (Rule rule : RULES) {
      if (masked.contains(rule.literal)) {
        masked = rule.pattern.matcher(masked).replaceAll(rule.replacement);
      }
    }
    if (mayHoldField(masked)) {
      masked = FIELD_IN_TEXT.matcher(masked).replaceAll("$1$2\\" + MASK + "$2");
    }
    return masked;
  }

  /** Whether a JSON field of this name holds a credential, however it is spelt. */
  static boolean isSecretField(String name) {
    if (name.length() < 3 || name.length() > 24) {
      return false;
    }
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return FIELD_NAMES.contains(plain);
  }

  private static boolean mayHoldField(String text) {
    if (text.indexOf(':') < 0 && text.indexOf('=') < 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (startsHint(text, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether part of a field's name is there, in any case; without a copy in lower case. */
  private static boolean startsHint(String text, int at) {
    return switch (text.charAt(at)) {
      case 'p', 'P' ->
          startsWith(text, at, "passw")
              || startsWith(text, at, "pwd")
              || startsWith(text, at, "passphrase");
      case 's', 'S' -> startsWith(text, at, "secret");
      case 'k', 'K' -> startsWith(text, at, "key");
      case 't', 'T' -> startsWith(text, at, "token");
      case 'a', 'A' -> startsWith(text, at, "authorization");
      default -> false;
    };
  }

  private static boolean startsWith(String text, int at, String hint) {
    return text.regionMatches(true, at, hint, 0, hint.length());
  }

  private Secrets() {}

  private static final class Rule {
    final String literal;
    final Pattern pattern;
    final String replacement;

    Rule(String literal, String pattern, String replacement) {
      this.literal = literal;
      this.pattern = Pattern.compile(pattern);
      this.replacement = replacement;
    }
  }
}
