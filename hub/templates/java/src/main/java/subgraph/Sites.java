package subgraph;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/** Replace this class by your database. Each method loads what a whole request needs at once. */
@Repository
public class Sites {
  private static final List<Site> ALL =
      List.of(new Site("1", "Chimalhuacán, centro", "15031"), new Site("2", "Ecatepec, norte", "15033"));

  /** Returns the sites with these ids, by id. */
  public Map<String, Site> byIds(List<String> ids) {
    return ALL.stream().filter(site -> ids.contains(site.id())).collect(Collectors.toMap(Site::id, site -> site));
  }

  /** Returns the sites of each municipality, by its code. */
  public Map<String, List<Site>> byMunicipalities(List<String> codes) {
    return ALL.stream()
        .filter(site -> codes.contains(site.municipalityCode()))
        .collect(Collectors.groupingBy(Site::municipalityCode));
  }
}
