package subgraph;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses GraphQL requests that the hub did not sign. Without keys it lets all pass: for development. */
@Component
public class SignatureFilter extends OncePerRequestFilter {
  private static final int MAX_BODY = 1024 * 1024;
  private final SignatureCheck check;

  public SignatureFilter(@Value("${HUB_KEYS:}") String text) {
    var keys = SignatureCheck.readKeys(text);
    check = keys.isEmpty() ? null : new SignatureCheck(keys, System::currentTimeMillis);
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getRequestURI().equals("/health")) {
      response.getWriter().println("ok");
      return;
    }
    var body = request.getInputStream().readNBytes(MAX_BODY);
    var query = request.getQueryString();
    var path = request.getRequestURI() + (query == null ? "" : "?" + query);
    var refusal =
        check == null ? null : check.refusal(request.getHeader("hub-signature"), request.getMethod(), path, body);
    if (refusal != null) {
      response.setStatus(401);
      response.setContentType("application/json");
      response.getWriter().print("{\"errors\":[{\"message\":\"" + refusal + "\",\"extensions\":{\"code\":\"UNSIGNED\"}}]}");
      return;
    }
    // The hub may reuse a response for a minute. Remove this if your data must never be older than the request.
    response.setHeader("cache-control", "public, max-age=60");
    chain.doFilter(new ReadAgain(request, body), response);
  }

  /** A request whose body was read, and can be read again. */
  private static class ReadAgain extends HttpServletRequestWrapper {
    private final byte[] body;

    ReadAgain(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      var stream = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return stream.read();
        }

        @Override
        public boolean isFinished() {
          return stream.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }
}
