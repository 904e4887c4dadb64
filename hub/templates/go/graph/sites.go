package graph

import "context"

// Replace this file by your database. Each function loads what a whole request needs at once.

type site struct{ id, name, municipalityCode string }

var sites = []site{
	{"1", "Chimalhuacán, centro", "15031"},
	{"2", "Ecatepec, norte", "15033"},
}

func (s site) model() *__TYPE__ {
	return &__TYPE__{ID: s.id, Name: &s.name, Municipality: &Municipality{Code: s.municipalityCode}}
}

// sitesByIDs returns a site for each id, in the order of the ids; nil for an id that is unknown.
func sitesByIDs(_ context.Context, ids []string) ([]*__TYPE__, []error) {
	found := make([]*__TYPE__, len(ids))
	for i, id := range ids {
		for _, each := range sites {
			if each.id == id {
				found[i] = each.model()
			}
		}
	}
	return found, nil
}

// sitesByMunicipalities returns the sites of each municipality, in the order of the codes.
func sitesByMunicipalities(_ context.Context, codes []string) ([][]*__TYPE__, []error) {
	found := make([][]*__TYPE__, len(codes))
	for i, code := range codes {
		found[i] = []*__TYPE__{}
		for _, each := range sites {
			if each.municipalityCode == code {
				found[i] = append(found[i], each.model())
			}
		}
	}
	return found, nil
}
