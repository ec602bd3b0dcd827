// Package picture draws uploaded pictures anew, so that nothing of an upload but its colours is kept: no place, no time, no
// hidden second format, nothing behind the end.
//
// PNG stays PNG, JPEG stays JPEG, GIF stays GIF with its frames; WebP, which Go can read but not write, becomes JPEG or, where
// it is lossless or see-through, PNG. The orientation that a camera noted is applied. What a file claims about its size is
// looked at before anything is decoded, and only few pictures are decoded at once.
package picture
