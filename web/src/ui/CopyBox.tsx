import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import classes from './CopyBox.module.css';

/** A text to take along, with a button that copies it. It can be selected by hand as well. */
export function CopyBox({ text, label }: { text: string; label: string }) {
	const { t } = useLingui();
	const [copied, setCopied] = useState(false);
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text);
			setCopied(true);
			announce(t`Copied`);
		} catch {
			announce(t`Copying is not allowed here: select the text and copy it by hand.`);
		}
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend of its own
		<div className={classes.box} role="group" aria-label={label}>
			<code>{text}</code>
			<Button
				variant="default"
				size="xs"
				leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
				onClick={() => void copy()}
			>
				{copied ? t`Copied` : t`Copy`}
			</Button>
		</div>
	);
}
