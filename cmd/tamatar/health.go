package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/netguard"
)

// healthCmd asks a running instance whether it is ready; containers use it, having no other client inside.
type healthCmd struct {
	config.Config `embed:""`
}

// healthTime is how long the instance may take to answer.
const healthTime = 3 * time.Second

// Run asks /readyz of the operations listener and fails unless the answer is 200.
func (c *healthCmd) Run(ctx context.Context) error {
	address, on := c.OpsAddress()
	if !on {
		return fmt.Errorf("the operations listener is off (TAMATAR_OPS_LISTEN)")
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("read TAMATAR_OPS_LISTEN: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", http.NoBody)
	if err != nil {
		return err
	}
	res, err := netguard.OperatorClient(healthTime).Do(req)
	if err != nil {
		return fmt.Errorf("ask the instance: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the instance is not ready: %s", res.Status)
	}
	fmt.Println("ready")
	return nil
}
