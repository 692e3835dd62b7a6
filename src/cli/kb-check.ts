export function checkKnowledge(..._: unknown[]): void {}
