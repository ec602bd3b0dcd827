package route_test

import (
	"net/netip"
	"testing"

	"tamatar.dev/tamatar/internal/platform/route"
)

func TestRequestTravelsInTheContext(t *testing.T) {
	ctx := route.WithRequest(t.Context(), route.Request{ID: "r1", Nonce: "n1"})
	if route.RequestID(ctx) != "r1" || route.Nonce(ctx) != "n1" {
		t.Fatal(route.RequestFrom(ctx))
	}
	if route.RequestID(t.Context()) != "" {
		t.Fatal("no request, no id")
	}
}

func TestNetworkHidesTheHost(t *testing.T) {
	for addr, want := range map[string]string{
		"203.0.113.77": "203.0.113.0/24", "::ffff:203.0.113.77": "203.0.113.0/24", "2001:db8:1:2::3": "2001:db8:1::/48",
	} {
		if got := (route.Request{Client: netip.MustParseAddr(addr)}).Network(); got != want {
			t.Errorf("%s: %s", addr, got)
		}
	}
	if (route.Request{}).Network() != "" {
		t.Error("unknown must stay empty")
	}
}

func TestLimit(t *testing.T) {
	if (route.Route{}).Limit() != route.DefaultMaxBody || (route.Route{MaxBody: 9}).Limit() != 9 {
		t.Fatal()
	}
}
