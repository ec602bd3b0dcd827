import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { createLazyRoute } from '@tanstack/react-router';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef } from 'react';
import { SettingsPage } from '@/features/settings/public';
import { announce } from '@/lib/announce';
import { Card } from '@/ui/Card';
import { Row } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { RowItem, RowList, Sign } from '@/ui/RowList';
import { type CardName, moved, type Place, usualPlaces } from './arrangement';
import { useArrangement } from './useArrangement';

export const Route = createLazyRoute('/shell/settings/dashboard')({ component: ArrangePage });

function useCardNames(): Record<CardName, string> {
	const { t } = useLingui();
	return {
		today: t`What you did today`,
		streak: t`Streak`,
		next: t`What is next`,
		year: t`Your year`,
		weeks: t`Hours and entries per week`,
		tags: t`Tags`,
	};
}

/** Which cards the dashboard has, and in which order. */
function ArrangePage() {
	const { t } = useLingui();
	const names = useCardNames();
	const { places, keep, problem } = useArrangement();
	const list = useRef<HTMLDivElement>(null);
	const total = places.length;

	const move = (place: Place, by: 1 | -1) => {
		const next = moved(places, place.name, by);
		keep(next);
		const name = names[place.name];
		const now = next.findIndex((p) => p.name === place.name) + 1;
		announce(t`${name}: place ${now} of ${total}`);
		// The row has moved in the page; the focus stays with it.
		requestAnimationFrame(() => focusAfterMove(list.current, place.name, by));
	};
	const toggle = (place: Place) =>
		keep(places.map((p) => (p.name === place.name ? { ...p, hidden: !p.hidden } : p)));
	const untouched = JSON.stringify(places) === JSON.stringify(usualPlaces);

	return (
		<SettingsPage
			title={t`Dashboard`}
			lead={t`Changes are saved at once and follow you to your other devices.`}
		>
			<Card
				title={t`Cards`}
				aside={
					<Button
						size="xs"
						variant="default"
						disabled={untouched}
						onClick={() => keep(usualPlaces)}
					>
						<Trans>Back to the usual order</Trans>
					</Button>
				}
			>
				<p>
					<Trans>
						The box for a quick line stays on top. On wide screens, small cards stand beside large
						ones.
					</Trans>
				</p>
				{problem ? (
					<Note tone="bad">
						<p>{problem}</p>
						<p>
							<Trans>It looks changed here, but it is not saved in the account.</Trans>
						</p>
					</Note>
				) : null}
				<div ref={list}>
					<RowList label={t`Cards of the dashboard`}>
						{places.map((place, i) => {
							const name = names[place.name];
							return (
								<RowItem
									key={place.name}
									title={name}
									mark={
										place.hidden ? (
											<Sign tone="warn">
												<Trans>Hidden</Trans>
											</Sign>
										) : null
									}
								>
									<Row>
										<ActionIcon
											variant="default"
											size={36}
											data-move={`${place.name} -1`}
											disabled={i === 0}
											aria-label={t`Move up: ${name}`}
											onClick={() => move(place, -1)}
										>
											<ArrowUp size={17} aria-hidden />
										</ActionIcon>
										<ActionIcon
											variant="default"
											size={36}
											data-move={`${place.name} 1`}
											disabled={i === total - 1}
											aria-label={t`Move down: ${name}`}
											onClick={() => move(place, 1)}
										>
											<ArrowDown size={17} aria-hidden />
										</ActionIcon>
										<Button
											size="xs"
											variant="default"
											aria-label={place.hidden ? t`Show: ${name}` : t`Hide: ${name}`}
											onClick={() => toggle(place)}
										>
											{place.hidden ? <Trans>Show</Trans> : <Trans>Hide</Trans>}
										</Button>
									</Row>
								</RowItem>
							);
						})}
					</RowList>
				</div>
			</Card>
		</SettingsPage>
	);
}

/** Puts the focus back on the button that moved the card; at the end of the list, on the other one. */
function focusAfterMove(list: HTMLElement | null, name: CardName, by: 1 | -1): void {
	const button = (way: number) =>
		list?.querySelector<HTMLButtonElement>(`[data-move="${name} ${way}"]:not(:disabled)`);
	(button(by) ?? button(-by))?.focus();
}
