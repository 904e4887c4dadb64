package subgraph;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Accepts only requests that the hub signed with one of the keys, lately and once. */
public class SignatureCheck {
  private static final long WINDOW_MS = 30_000;
  private static final Pattern HEADER =
      Pattern.compile("v1;key=([\\w.-]+);time=(\\d{1,15});nonce=([\\w-]{16,64});sum=([\\w-]{43})");

  private final Map<String, String> keys;
  private final LongSupplier now;
  private final Map<String, Long> seen = new HashMap<>();

  public SignatureCheck(Map<String, String> keys, LongSupplier now) {
    this.keys = keys;
    this.now = now;
  }

  /** Reads {@code id:secret} pairs that are separated by spaces: several while keys are rotated. */
  public static Map<String, String> readKeys(String text) {
    var keys = new HashMap<String, String>();
    for (var pair : (text == null ? "" : text).trim().split("\\s+")) {
      var at = pair.indexOf(':');
      if (at > 0) keys.put(pair.substring(0, at), pair.substring(at + 1));
    }
    return keys;
  }

  /** Returns why the request is refused; null if it is accepted. */
  public String refusal(String header, String method, String path, byte[] body) {
    var match = HEADER.matcher(header == null ? "" : header);
    if (!match.matches() || !keys.containsKey(match.group(1)))
      return "The request is not signed with a key of the hub.";
    if (Math.abs(now.getAsLong() - Long.parseLong(match.group(2))) > WINDOW_MS) return "The signature is too old.";
    try {
      var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
      var text = String.join("\n", "v1", method, path, match.group(2), match.group(3), digest);
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.get(match.group(1)).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var expected = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      // The sum is base64url without padding.
      if (!MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(match.group(4))))
        return "The signature is wrong.";
    } catch (GeneralSecurityException | IllegalArgumentException error) {
      return "The signature is wrong.";
    }
    return isFirst(match.group(3)) ? null : "The signature was used before.";
  }

  private synchronized boolean isFirst(String nonce) {
    var time = now.getAsLong();
    seen.values().removeIf(at -> time - at > 2 * WINDOW_MS);
    return seen.putIfAbsent(nonce, time) == null;
  }
}
