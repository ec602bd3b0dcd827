import type { Page } from '@playwright/test';
import type { Instance } from './instance.ts';
import { expect } from './test.ts';

/** Long enough for the policy, and in no list of common ones. */
export const password = 'correct-horse-battery-9';

export interface Person {
  handle: string;
  name: string;
  email: string;
}

/** Ada, ada@example.org. */
export function person(handle: string): Person {
  return { handle, name: handle.charAt(0).toUpperCase() + handle.slice(1), email: `${handle}@example.org` };
}

/** Makes an account from the command line. */
export function createUser(instance: Instance, handle: string, role: 'member' | 'admin' = 'member'): Person {
  const who = person(handle);
  instance.run(
    ['user', 'create', '--handle', who.handle, '--email', who.email, '--name', who.name, '--role', role, '--password-stdin'],
    { input: `${password}\n` },
  );
  return who;
}

/** Fills the form of the sign-up page, or of the claim page. */
export async function fillAccount(page: Page, who: Person): Promise<void> {
  await page.getByLabel('Email').fill(who.email);
  await page.getByLabel('Handle').fill(who.handle);
  await page.getByLabel('Name', { exact: true }).fill(who.name);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

/** Opens the claim link out of the server's log and makes the first account. */
export async function claim(page: Page, instance: Instance, who: Person): Promise<void> {
  await page.goto(instance.claimLink());
  await fillAccount(page, who);
  await page.getByRole('button', { name: 'Claim it' }).click();
  await page.waitForURL('**/app/welcome');
}

/** Signs up; the page that asks for the code is open afterwards. */
export async function signUp(page: Page, who: Person): Promise<void> {
  await page.goto('/sign-up');
  await fillAccount(page, who);
  await page.getByRole('button', { name: 'Create the account' }).click();
}

/** Sends the form of the sign-in page that is open. */
export async function fillSignIn(page: Page, login: string, secret = password): Promise<void> {
  await page.getByLabel('Email or handle').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in through the form and waits for the app. */
export async function signIn(page: Page, login: string, secret = password): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, login, secret);
  await page.waitForURL(/\/app\b/);
}

/** Chooses a password behind a one-time link, which signs in at once. */
export async function choosePassword(page: Page, link: string, secret = password): Promise<void> {
  await page.goto(link);
  await page.getByLabel('New password').fill(secret);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.waitForURL('**/app/**');
}

/** Leaves the first run and waits for the dashboard. */
export async function skipWelcome(page: Page): Promise<void> {
  await page.waitForURL('**/app/welcome');
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await expectDashboard(page);
}

/** Signs in a person who is new, and goes past the first run. */
export async function enter(page: Page, login: string): Promise<void> {
  await signIn(page, login);
  await skipWelcome(page);
}

/** Signs in a person who is new, and takes over the browser's zone in the first run. */
export async function begin(page: Page, login: string): Promise<void> {
  await signIn(page, login);
  await page.waitForURL('**/app/welcome');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { name: 'Now your first line' })).toBeVisible();
  await skipWelcome(page);
}

/** The dashboard is there with its numbers. */
export async function expectDashboard(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'What you did today' })).toBeVisible();
}

/** Signs out through the menu of the account. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/app'));
}

/** The app says that the session is over, and shows nothing new. */
export async function expectSignedOut(page: Page, timeout = 5_000): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Please sign in again' })).toBeVisible({ timeout });
}

/** An open tab hears of its end by itself, and then the dialog lies over the links; one that is not connected yet hears of it with its next request. */
export async function noticesSignOut(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Journal' }).first().click({ timeout: 2_000 }).catch(() => {});
  await expectSignedOut(page);
}

/** Confirms the password where the app asks for it. */
export async function confirmPassword(page: Page, secret = password): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByLabel('Password').fill(secret);
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Forgets the session without a word to the server. The page leaves the app first: an open one would notice, and go to the sign-in by itself at any moment. */
export async function forget(page: Page): Promise<void> {
  await page.goto('/robots.txt');
  await page.context().clearCookies();
}
