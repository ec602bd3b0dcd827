import { useLingui } from '@lingui/react/macro';
import { ApiError } from '@/lib/errors';
import { useErrorText } from '@/ui/ErrorNote';

/** A sentence for why a file was not taken, in the reader's language. */
export function useFileProblem(): (error: unknown) => string {
	const { t } = useLingui();
	const text = useErrorText();
	const known: Record<string, string> = {
		'files.too_large': t`This file is too large for this instance. Make it smaller and try again.`,
		'files.type_refused': t`This kind of file is not kept here. Pictures (PNG, JPEG, GIF, WebP), PDF, zip, gzip and plain text are.`,
		'files.quota': t`Your space for files is full. Purge entries with files from the trash, or ask for more space.`,
		'files.empty': t`This file is empty.`,
		'picture.unreadable': t`This picture cannot be read. Use a whole PNG, JPEG, GIF or WebP file.`,
		'picture.too_many_pixels': t`This picture has more than 40 megapixels. Make it smaller and try again.`,
	};
	return (error) => (error instanceof ApiError ? known[error.code] : undefined) ?? text(error);
}
