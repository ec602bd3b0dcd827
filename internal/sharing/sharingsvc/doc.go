// Package sharingsvc keeps links and private feeds, answers them and the public feeds, and reads what the public pages
// show. Every answer is made anew from what journal lets strangers see.
package sharingsvc
