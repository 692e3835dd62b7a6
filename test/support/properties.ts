import fc from 'fast-check';

// The same cases at every run: a failure is the change's doing.
fc.configureGlobal({ seed: 20_210_601 });

export { fc };
