// Package deploy holds what runs Tamatar elsewhere: the image, compose files, the systemd unit, the chart, alerts and the
// dashboard. There is no code: the tests hold the files against the settings and the measures that really exist.
package deploy
