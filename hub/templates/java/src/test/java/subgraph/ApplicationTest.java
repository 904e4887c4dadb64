package subgraph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApplicationTest {
  @Autowired TestRestTemplate http;

  @Test
  void entitiesAreResolvedInTheOrderOfTheirRepresentations() {
    var query = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Municipality { code __FIELD__ { name } } } }";
    var representations =
        List.of("15033", "15031", "99999").stream().map(code -> Map.of("__typename", "Municipality", "code", code)).toList();
    var body = Map.of("query", query, "variables", Map.of("r", representations));
    var response = http.postForObject("/graphql", body, Map.class);
    assertThat(response.get("data"))
        .isEqualTo(
            Map.of(
                "_entities",
                List.of(
                    Map.of("code", "15033", "__FIELD__", List.of(Map.of("name", "Ecatepec, norte"))),
                    Map.of("code", "15031", "__FIELD__", List.of(Map.of("name", "Chimalhuacán, centro"))),
                    Map.of("code", "99999", "__FIELD__", List.of()))));
  }

  @Test
  void theSignaturesOfTheHubAreAcceptedOnce() throws Exception {
    for (var vector : new ObjectMapper().readTree(new File("signature-vectors.json"))) {
      var time = vector.get("time").asLong();
      var keys = Map.of(vector.get("key").asText(), vector.get("secret").asText());
      var check = new SignatureCheck(keys, () -> time);
      var body = vector.get("body").asText().getBytes("UTF-8");
      var header = vector.get("header").asText();
      var method = vector.get("method").asText();
      var path = vector.get("path").asText();
      var valid = vector.get("valid").asBoolean();
      assertThat(check.refusal(header, method, path, body) == null)
          .as(vector.get("description").asText())
          .isEqualTo(valid);
      if (valid) assertThat(check.refusal(header, method, path, body)).isEqualTo("The signature was used before.");
    }
  }
}
