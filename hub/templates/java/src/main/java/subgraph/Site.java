package subgraph;

/** A site of the agency. */
public record Site(String id, String name, String municipalityCode) {}
