package graph

import "context"

// FindMunicipalityByCode is the resolver for the findMunicipalityByCode field.
func (r *entityResolver) FindMunicipalityByCode(ctx context.Context, code string) (*Municipality, error) {
	return &Municipality{Code: code}, nil
}

// Find__TYPE__ByID is the resolver for the find__TYPE__ByID field.
func (r *entityResolver) Find__TYPE__ByID(ctx context.Context, id string) (*__TYPE__, error) {
	return loadersOf(ctx).siteByID.Load(ctx, id)
}

// Entity returns EntityResolver implementation.
func (r *Resolver) Entity() EntityResolver { return &entityResolver{r} }

type entityResolver struct{ *Resolver }
