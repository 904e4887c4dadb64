import { textScalar } from '@cabildo/kit';

export const DecimalScalar = textScalar({
  name: 'Decimal',
  description:
    'A decimal number as text, without exponent, such as "-17.1169". Binary floats only approximate decimals.',
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  accepts: 'a decimal number without exponent, such as 12.5',
  parse: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? text : undefined),
});

/** The shortest decimal that has this value as a binary float, without exponent. */
export function decimalText(value: number): string {
  const [mantissa, exponent = '0'] = String(value).split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.') as [string, string?];
  const point = whole.length + Number(exponent);
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}${'0'.repeat(Math.max(0, point - whole.length - fraction.length))}`;
  const at = Math.max(1, point);
  const decimals = digits.slice(at);
  return `${value < 0 ? '-' : ''}${digits.slice(0, at)}${decimals && `.${decimals}`}`;
}
