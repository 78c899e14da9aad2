// Arguments for a tool, built from the examples in its own input schema, so that they stay true.

/**
 * One set with the required arguments and the objects that complete them, one more for each broker the tool can be asked
 * about.
 */
export function argumentSets(tool) {
  const { properties = {}, required = [] } = tool.inputSchema;
  const base = {};
  for (const [name, schema] of Object.entries(properties))
    if (required.includes(name) || (schema.type === 'object' && schema.examples)) base[name] = example(tool.name, name, schema);
  const brokers = properties.broker?.enum ?? [];
  return [base, ...brokers.map((broker) => ({ ...base, broker }))];
}

function example(tool, name, schema = {}) {
  const value = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
  if (value === undefined) throw new Error(`${tool}: the schema of "${name}" has no example, default or enum`);
  return value;
}
