import { render } from 'preact';
import { Preferences } from '../../widget/preferences';
import './style/tokens.css';
import './style/index.css';
import { ApiClient } from './api-client';
import { App } from './app';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no element "app"');
render(<App api={new ApiClient(location.href)} preferences={new Preferences()} />, root);
