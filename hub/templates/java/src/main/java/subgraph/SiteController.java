package subgraph;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.graphql.data.federation.EntityMapping;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Resolves entities and fields. Lists of keys arrive together: each method is one query to the database. */
@Controller
public class SiteController {
  private final Sites sites;

  public SiteController(Sites sites) {
    this.sites = sites;
  }

  @QueryMapping("__ONE__")
  public Site site(@Argument String id) {
    return sites.byIds(List.of(id)).get(id);
  }

  @EntityMapping("__TYPE__")
  public List<Site> sitesById(@Argument List<String> idList) {
    var found = sites.byIds(idList);
    return idList.stream().map(found::get).collect(Collectors.toList());
  }

  @EntityMapping("Municipality")
  public List<Municipality> municipalities(@Argument List<String> codeList) {
    return codeList.stream().map(Municipality::new).toList();
  }

  @SchemaMapping(typeName = "__TYPE__", field = "municipality")
  public Municipality municipality(Site site) {
    return new Municipality(site.municipalityCode());
  }

  @BatchMapping(typeName = "Municipality", field = "__FIELD__")
  public Map<Municipality, List<Site>> sitesOfMunicipalities(List<Municipality> municipalities) {
    var found = sites.byMunicipalities(municipalities.stream().map(Municipality::code).toList());
    return municipalities.stream()
        .distinct()
        .collect(Collectors.toMap(each -> each, each -> found.getOrDefault(each.code(), List.of())));
  }
}
