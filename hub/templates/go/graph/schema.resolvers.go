package graph

import "context"

// __TYPE__s is the resolver for the __FIELD__ field.
func (r *municipalityResolver) __TYPE__s(ctx context.Context, obj *Municipality) ([]*__TYPE__, error) {
	return loadersOf(ctx).sitesOf.Load(ctx, obj.Code)
}

// __TYPE__ is the resolver for the __ONE__ field.
func (r *queryResolver) __TYPE__(ctx context.Context, id string) (*__TYPE__, error) {
	return loadersOf(ctx).siteByID.Load(ctx, id)
}

// Municipality returns MunicipalityResolver implementation.
func (r *Resolver) Municipality() MunicipalityResolver { return &municipalityResolver{r} }

// Query returns QueryResolver implementation.
func (r *Resolver) Query() QueryResolver { return &queryResolver{r} }

type (
	municipalityResolver struct{ *Resolver }
	queryResolver        struct{ *Resolver }
)
