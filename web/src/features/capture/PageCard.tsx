import { Trans, useLingui } from '@lingui/react/macro';
import { Bookmark } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { at } from '@/lib/base';
import { Card } from '@/ui/Card';
import { CopyBox } from '@/ui/CopyBox';
import classes from './Capture.module.css';

/** What the bookmark runs on any page: it opens a new entry here, and sends nothing itself. */
function bookmarkCode(): string {
	const address = JSON.stringify(`${window.location.origin}${at('/app/journal/new')}?`);
	return `javascript:void open(${address}+new URLSearchParams({title:document.title,url:location.href,text:String(getSelection()).slice(0,4000)}),'_blank','noopener')`;
}

/** How a page that is being read becomes the beginning of an entry. */
export function PageCard() {
	const { t } = useLingui();
	const code = bookmarkCode();
	const link = useRef<HTMLAnchorElement>(null);
	// React refuses such an address. It is for dragging alone: the policy of this page would not run it.
	useEffect(() => link.current?.setAttribute('href', code), [code]);
	return (
		<Card title={t`From any page`}>
			<div className={classes.part}>
				<p>
					<Trans>
						Drag this link to your bookmarks. On any page it opens a new entry with the title, the
						address and what you have selected there. Nothing is saved until you save it.
					</Trans>
				</p>
				<p>
					{/* biome-ignore lint/a11y/useValidAnchor: its address is a script, which only the effect may set */}
					<a
						ref={link}
						href="#bookmark"
						className={classes.bookmark}
						onClick={(event) => event.preventDefault()}
					>
						<Bookmark size={16} aria-hidden /> <Trans>Log this page</Trans>
					</a>
				</p>
				<CopyBox label={t`Address of the bookmark`} text={code} />
				<p>
					<Trans>
						Installed as an app on a phone, Tamatar also stands in the menu for sharing.
					</Trans>
				</p>
			</div>
		</Card>
	);
}
