/**
 * The line separator that keeps a text byte for byte in the editor: CRLF when every line ends so,
 * else LF, which leaves single carriage returns inside their lines.
 */
export function lineSeparatorOf(text: string): '\r\n' | '\n' {
	const crlf = text.match(/\r\n/g)?.length ?? 0;
	if (crlf === 0) return '\n';
	const feeds = text.match(/\n/g)?.length ?? 0;
	const returns = text.match(/\r/g)?.length ?? 0;
	return feeds === crlf && returns === crlf ? '\r\n' : '\n';
}
