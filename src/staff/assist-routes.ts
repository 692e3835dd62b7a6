import { Router } from 'express';
import { z } from 'zod';
import { Renderer } from '../conversation/render';
import type { AssistRequest, AssistResponse } from './api/assist';
import type { StaffContent } from './content';
import { assist } from './group/assist';
import { refuse } from './refusals';

/** Characters of one paste: reading more would hold up the server for longer than a second. */
const MAX_TEXT = 12_000;

const REQUEST: z.ZodType<AssistRequest> = z.object({ text: z.string(), mention: z.boolean() });

/** Drafts replies for groups. What is pasted is answered and forgotten: it is neither stored nor logged. */
export function assistRoutes(content: () => StaffContent): Router {
  const router = Router();
  router.post('/', (request, response) => {
    const { data } = REQUEST.safeParse(request.body);
    if (data === undefined) refuse(response, 'BadRequest');
    else if (data.text.length > MAX_TEXT) refuse(response, 'TooLong');
    else {
      const { knowledge, matcher, today } = content();
      const body: AssistResponse = assist(
        data.text,
        { knowledge, matcher, renderer: new Renderer(knowledge, today) },
        { mention: data.mention },
      );
      response.json(body);
    }
  });
  return router;
}
