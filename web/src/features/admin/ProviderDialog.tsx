import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ProblemList, useAct } from '@/features/settings/public';
import {
	type AdminProvidersQuery,
	AdminSaveProviderDocument,
	type ProviderKind,
} from '@/gql/graphql';
import { request } from '@/lib/client';
import { CopyBox } from '@/ui/CopyBox';
import { Dialog } from '@/ui/Dialog';
import { CheckField, Form, Pair, Row, SelectField, TextField } from '@/ui/Field';

export type Provider = AdminProvidersQuery['adminProviders'][number];

interface ProviderDialogProps {
	open: boolean;
	/** The one to change; a new one when left out. */
	provider?: Provider | undefined;
	onClose: () => void;
	onSaved: () => void;
}

/** Makes or changes a sign-in provider. */
export function ProviderDialog({ open, provider, onClose, onSaved }: ProviderDialogProps) {
	const { t } = useLingui();
	return (
		<Dialog
			open={open}
			onClose={onClose}
			title={provider ? t`Change ${provider.name}` : t`New provider`}
		>
			<ProviderForm provider={provider} onClose={onClose} onSaved={onSaved} />
		</Dialog>
	);
}

const empty = {
	kind: 'OIDC' as ProviderKind,
	slug: '',
	name: '',
	issuer: '',
	clientId: '',
	scopes: 'openid profile email',
	emailDomains: '',
	enabled: true,
	signUp: true,
	private: false,
	trustsFactors: false,
};

function useProviderInput(provider: Provider | undefined) {
	const [secret, setSecret] = useState('');
	const [input, setInput] = useState(
		provider
			? {
					...provider,
					scopes: provider.scopes.join(' '),
					emailDomains: provider.emailDomains.join(', '),
				}
			: empty,
	);
	const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);
	return {
		input,
		secret,
		setSecret,
		set: (change: Partial<typeof empty>) => setInput((now) => ({ ...now, ...change })),
		toSend: () => ({
			id: provider?.id ?? null,
			kind: input.kind,
			slug: input.slug,
			name: input.name,
			issuer: input.issuer,
			clientId: input.clientId,
			clientSecret: secret === '' ? null : secret,
			scopes: input.kind === 'OIDC' ? words(input.scopes) : [],
			emailDomains: words(input.emailDomains),
			enabled: input.enabled,
			signUp: input.signUp,
			private: input.private,
			trustsFactors: input.kind === 'OIDC' && input.trustsFactors,
		}),
	};
}

/** What a choice of the kind fills in. */
const presets: Record<ProviderKind, Partial<typeof empty>> = {
	OIDC: { kind: 'OIDC', name: '', slug: '' },
	GITHUB: { kind: 'GITHUB', name: 'GitHub', slug: 'github' },
};

const fields = ['slug', 'name', 'issuer', 'clientId', 'clientSecret', 'scopes', 'emailDomains'];

function ProviderForm({
	provider,
	onClose,
	onSaved,
}: {
	provider: Provider | undefined;
	onClose: () => void;
	onSaved: () => void;
}) {
	const { t } = useLingui();
	const act = useAct(...fields);
	const { input, secret, set, setSecret, toSend } = useProviderInput(provider);
	const [saved, setSaved] = useState<Provider>();
	const openID = input.kind === 'OIDC';
	const submit = async () => {
		const answer = await act.run(
			async () => (await request(AdminSaveProviderDocument, { input: toSend() })).adminSaveProvider,
		);
		if (!answer?.provider) return;
		onSaved();
		if (provider) onClose();
		else setSaved(answer.provider);
	};
	if (saved) {
		return (
			<>
				<p>
					<Trans>Saved. Give the provider this redirect address, then try it with “Test”.</Trans>
				</p>
				<CopyBox label={t`Redirect address`} text={saved.callbackUrl} />
			</>
		);
	}
	return (
		<Form onSubmit={() => void submit()}>
			{provider ? null : (
				<SelectField
					label={t`Kind`}
					value={input.kind}
					onChange={(event) => set(presets[event.target.value as ProviderKind])}
				>
					<option value="OIDC">OpenID Connect</option>
					<option value="GITHUB">GitHub</option>
				</SelectField>
			)}
			<Pair>
				<TextField
					label={t`Name on the button`}
					value={input.name}
					problem={act.problems.of('name')}
					onChange={(event) => set({ name: event.target.value })}
				/>
				<TextField
					label={t`Short name in addresses`}
					dir="ltr"
					autoCapitalize="none"
					value={input.slug}
					problem={act.problems.of('slug')}
					onChange={(event) => set({ slug: event.target.value })}
				/>
			</Pair>
			<TextField
				label={openID ? t`Issuer` : t`Address of your GitHub`}
				hint={
					openID
						? t`Exactly as the provider writes it, such as https://login.example.org/realms/main`
						: t`Empty means github.com; for GitHub Enterprise, its address without a path.`
				}
				type="url"
				dir="ltr"
				value={input.issuer}
				problem={act.problems.of('issuer')}
				onChange={(event) => set({ issuer: event.target.value })}
			/>
			<Pair>
				<TextField
					label={t`Client id`}
					dir="ltr"
					autoCapitalize="none"
					value={input.clientId}
					problem={act.problems.of('clientId')}
					onChange={(event) => set({ clientId: event.target.value })}
				/>
				<TextField
					label={t`Client secret`}
					hint={provider?.hasSecret ? t`Leave it empty to keep the present one.` : undefined}
					type="password"
					autoComplete="off"
					dir="ltr"
					value={secret}
					problem={act.problems.of('clientSecret')}
					onChange={(event) => setSecret(event.target.value)}
				/>
			</Pair>
			<TextField
				label={t`Mail domains it may vouch for`}
				hint={t`Separated by commas. Empty means every address that it has verified.`}
				dir="ltr"
				value={input.emailDomains}
				problem={act.problems.of('emailDomains')}
				onChange={(event) => set({ emailDomains: event.target.value })}
			/>
			{openID ? (
				<TextField
					label={t`Scopes`}
					dir="ltr"
					value={input.scopes}
					problem={act.problems.of('scopes')}
					onChange={(event) => set({ scopes: event.target.value })}
				/>
			) : null}
			<CheckField
				label={t`Offer it on the sign-in page`}
				checked={input.enabled}
				onChange={(event) => set({ enabled: event.target.checked })}
			/>
			<CheckField
				label={t`People without an account may make one with it`}
				checked={input.signUp}
				onChange={(event) => set({ signUp: event.target.checked })}
			/>
			<CheckField
				label={t`It is in the local network`}
				hint={t`Private addresses, any port and plain http are allowed for this provider.`}
				checked={input.private}
				onChange={(event) => set({ private: event.target.checked })}
			/>
			{openID ? (
				<CheckField
					label={t`Its second factor counts here`}
					hint={t`Switch this on only for a provider that you run or trust fully.`}
					checked={input.trustsFactors}
					onChange={(event) => set({ trustsFactors: event.target.checked })}
				/>
			) : null}
			<ProblemList problems={act.problems} />
			<Row>
				<Button type="submit" loading={act.busy}>
					<Trans>Save</Trans>
				</Button>
			</Row>
			{act.dialog}
		</Form>
	);
}
