// Package signature checks that the hub signed a call: HMAC-SHA256 over method, path, time, nonce and the digest of the
// body.
package signature

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	window  = 30 * time.Second
	maxBody = 1 << 20
)

var pattern = regexp.MustCompile(`^v1;key=([\w.-]+);time=(\d{1,15});nonce=([\w-]{16,64});sum=([\w-]{43})$`)

// ReadKeys reads `id:secret` pairs that are separated by spaces: several while keys are rotated.
func ReadKeys(text string) map[string]string {
	keys := map[string]string{}
	for _, pair := range strings.Fields(text) {
		if id, secret, ok := strings.Cut(pair, ":"); ok {
			keys[id] = secret
		}
	}
	return keys
}

// Check accepts only requests that the hub signed with one of the keys, lately and once.
type Check struct {
	Keys map[string]string
	Now  func() time.Time
	mu   sync.Mutex
	seen map[string]time.Time
}

// Verify returns why the request is refused; nil if it is accepted.
func (c *Check) Verify(header, method, path string, body []byte) error {
	match := pattern.FindStringSubmatch(header)
	if match == nil || c.Keys[match[1]] == "" {
		return errors.New("The request is not signed with a key of the hub.")
	}
	millis, _ := strconv.ParseInt(match[2], 10, 64)
	if age := c.Now().Sub(time.UnixMilli(millis)); age > window || age < -window {
		return errors.New("The signature is too old.")
	}
	digest := sha256.Sum256(body)
	mac := hmac.New(sha256.New, []byte(c.Keys[match[1]]))
	fmt.Fprintf(mac, "v1\n%s\n%s\n%s\n%s\n%s", method, path, match[2], match[3], hex.EncodeToString(digest[:]))
	// The sum is base64url without padding.
	given, err := base64.RawURLEncoding.DecodeString(match[4])
	if err != nil || !hmac.Equal(given, mac.Sum(nil)) {
		return errors.New("The signature is wrong.")
	}
	if !c.isFirst(match[3]) {
		return errors.New("The signature was used before.")
	}
	return nil
}

func (c *Check) isFirst(nonce string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen == nil {
		c.seen = map[string]time.Time{}
	}
	now := c.Now()
	for each, at := range c.seen {
		if now.Sub(at) > 2*window {
			delete(c.seen, each)
		}
	}
	if _, found := c.seen[nonce]; found {
		return false
	}
	c.seen[nonce] = now
	return true
}

// Require refuses every request without a valid signature. Without keys it lets all pass: for development.
func (c *Check) Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		}
		if len(c.Keys) > 0 {
			if err := c.Verify(r.Header.Get("hub-signature"), r.Method, r.URL.RequestURI(), body); err != nil {
				w.Header().Set("content-type", "application/json")
				w.WriteHeader(http.StatusUnauthorized)
				fmt.Fprintf(w, `{"errors":[{"message":%q,"extensions":{"code":"UNSIGNED"}}]}`, err)
				return
			}
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}
