package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"__NAME__/signature"
)

func post(handler http.Handler, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest("POST", "/graphql", strings.NewReader(body))
	request.Header.Set("content-type", "application/json")
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	return response
}

func TestEntitiesAreResolvedInTheOrderOfTheirRepresentations(t *testing.T) {
	response := post(newHandler(nil), `{
		"query": "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Municipality { code __FIELD__ { name } } } }",
		"variables": { "r": [
			{ "__typename": "Municipality", "code": "15033" },
			{ "__typename": "Municipality", "code": "15031" },
			{ "__typename": "Municipality", "code": "99999" }
		] }
	}`)
	expected := `{"data":{"_entities":[` +
		`{"code":"15033","__FIELD__":[{"name":"Ecatepec, norte"}]},` +
		`{"code":"15031","__FIELD__":[{"name":"Chimalhuacán, centro"}]},` +
		`{"code":"99999","__FIELD__":[]}]}}`
	if actual := response.Body.String(); actual != expected {
		t.Errorf("expected %s, got %s", expected, actual)
	}
}

func TestARequestWithoutASignatureIsRefusedIfThereAreKeys(t *testing.T) {
	keys := map[string]string{"2026a": strings.Repeat("x", 32)}
	if response := post(newHandler(keys), `{"query":"{ __typename }"}`); response.Code != http.StatusUnauthorized {
		t.Errorf("expected 401, got %d", response.Code)
	}
}

func TestTheSignaturesOfTheHubAreAcceptedOnce(t *testing.T) {
	text, err := os.ReadFile("signature-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Description, Key, Secret, Method, Path, Body, Header string
		Time                                                 int64
		Valid                                                bool
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, vector := range vectors {
		check := &signature.Check{
			Keys: map[string]string{vector.Key: vector.Secret},
			Now:  func() time.Time { return time.UnixMilli(vector.Time) },
		}
		verify := func() error { return check.Verify(vector.Header, vector.Method, vector.Path, []byte(vector.Body)) }
		if err := verify(); (err == nil) != vector.Valid {
			t.Errorf("%s: %v", vector.Description, err)
		}
		if vector.Valid && verify() == nil {
			t.Errorf("%s: accepted twice", vector.Description)
		}
	}
}
