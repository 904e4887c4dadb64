package subgraph;

/** The municipality as this subgraph knows it: by its key. */
public record Municipality(String code) {}
