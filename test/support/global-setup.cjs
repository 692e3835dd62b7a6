const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** The tests of the command line run the built program, so it must be there. */
module.exports = () => {
  if (!existsSync(join(__dirname, '..', '..', 'dist', 'cli', 'main.js'))) {
    throw new Error('dist/ is missing. Run: npm run build');
  }
};
