// Package helpers says nothing.
package helpers
