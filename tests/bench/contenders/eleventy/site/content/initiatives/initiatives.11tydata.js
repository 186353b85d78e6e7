export default {
  layout: "initiative.11ty.js",
  permalink: ({ page }) => `/initiatives/${page.fileSlug}/`,
};
