// Package portabilitysvc is the machinery of portability: archives and their jobs, departures, erasures, outlets.
package portabilitysvc
