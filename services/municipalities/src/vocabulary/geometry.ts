import { GraphQLScalarType } from 'graphql';

/** A GeoJSON geometry. The database and data files have its text; the API has the object. */
export const GeometryScalar = new GraphQLScalarType({
  name: 'Geometry',
  description: 'A GeoJSON geometry (RFC 7946): an object with type and coordinates.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc7946',
  serialize: (value) => (typeof value === 'string' ? JSON.parse(value) : value),
  parseValue: (value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (isPolygon(text)) return text;
    throw new TypeError('is not a Geometry: a GeoJSON Polygon or MultiPolygon is expected');
  },
});

function isPolygon(text: string): boolean {
  try {
    const { type, coordinates } = JSON.parse(text) as { type?: unknown; coordinates?: unknown };
    return (type === 'Polygon' || type === 'MultiPolygon') && Array.isArray(coordinates) && coordinates.length > 0;
  } catch {
    return false;
  }
}
