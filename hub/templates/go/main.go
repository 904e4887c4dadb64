// A subgraph of the Cabildo hub. Without HUB_KEYS it is for development: it accepts connections from this machine only.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"

	"__NAME__/graph"
	"__NAME__/signature"
)

func main() {
	keys := signature.ReadKeys(os.Getenv("HUB_KEYS"))
	port := os.Getenv("PORT")
	if port == "" {
		port = "4010"
	}
	host := "127.0.0.1"
	if len(keys) > 0 {
		host = ""
	}
	fmt.Printf("The subgraph __NAME__ listens at http://127.0.0.1:%s/graphql\n", port)
	log.Fatal(http.ListenAndServe(host+":"+port, newHandler(keys)))
}

func newHandler(keys map[string]string) http.Handler {
	server := handler.New(graph.NewExecutableSchema(graph.Config{Resolvers: &graph.Resolver{}}))
	server.AddTransport(transport.POST{})
	server.Use(extension.Introspection{})
	check := &signature.Check{Keys: keys, Now: time.Now}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.Handle("POST /graphql", check.Require(cached(graph.WithLoaders(server))))
	return mux
}

// cached lets the hub reuse a response for a minute. Remove it if your data must never be older than the request.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("cache-control", "public, max-age=60")
		next.ServeHTTP(w, r)
	})
}
