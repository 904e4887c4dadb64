package graph

import (
	"context"
	"net/http"

	"github.com/vikstrous/dataloadgen"
)

// Resolver is the root of all resolvers.
type Resolver struct{}

// loaders of one request: each batch is one query to the database.
type loaders struct {
	siteByID *dataloadgen.Loader[string, *__TYPE__]
	sitesOf  *dataloadgen.Loader[string, []*__TYPE__]
}

type loadersKey struct{}

// WithLoaders gives each request loaders of its own.
func WithLoaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all := &loaders{dataloadgen.NewLoader(sitesByIDs), dataloadgen.NewLoader(sitesByMunicipalities)}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), loadersKey{}, all)))
	})
}

func loadersOf(ctx context.Context) *loaders { return ctx.Value(loadersKey{}).(*loaders) }
