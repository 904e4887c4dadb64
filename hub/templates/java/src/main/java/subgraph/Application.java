package subgraph;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.graphql.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.graphql.data.federation.FederationSchemaFactory;

/** A subgraph of the Cabildo hub, with Spring for GraphQL. */
@SpringBootApplication
public class Application {
  public static void main(String[] arguments) {
    var application = new SpringApplication(Application.class);
    // Without keys the server is for development: it accepts connections from this machine only.
    if (SignatureCheck.readKeys(System.getenv("HUB_KEYS")).isEmpty())
      application.setDefaultProperties(java.util.Map.of("server.address", "127.0.0.1"));
    var context = application.run(arguments);
    var port = context.getEnvironment().getProperty("local.server.port");
    System.out.println("The subgraph __NAME__ listens at http://127.0.0.1:" + port + "/graphql");
  }

  @Bean
  FederationSchemaFactory federation() {
    return new FederationSchemaFactory();
  }

  @Bean
  GraphQlSourceBuilderCustomizer federated(FederationSchemaFactory factory) {
    return builder -> builder.schemaFactory(factory::createGraphQLSchema);
  }

  @Bean
  org.springframework.graphql.execution.RuntimeWiringConfigurer scalars() {
    return wiring -> wiring.scalar(
        graphql.schema.GraphQLScalarType.newScalar(graphql.Scalars.GraphQLString).name("MunicipalityCode").build());
  }
}
