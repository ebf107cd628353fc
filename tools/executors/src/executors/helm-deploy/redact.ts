/** Replaces every secret value, and its base64 and URL-encoded forms, by stars. Pure. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length)
    .reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
}

/** All texts that must not be shown: the values of a Secret, and the password inside a URL among them. Pure. */
export function listSecretTexts(content: Readonly<Record<string, string>>): string[] {
  const passwords = Object.values(content)
    .filter((value) => URL.canParse(value))
    .flatMap((value) => {
      const { password } = new URL(value);
      return password ? [password, decodeURIComponent(password)] : [];
    });
  return [...Object.values(content), ...passwords];
}
