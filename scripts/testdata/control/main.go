// Command control calls what the made-up advisory of ../vulndb warns of.
package main

import "net/url"

func main() {
	_, _ = url.Parse("https://example.org")
}
