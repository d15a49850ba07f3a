// Tailwind's theme: names for the roles of style/tokens.css, no values of its own.
/** @type {import("tailwindcss").Config} */
module.exports = {
  theme: {
    extend: {
      colors: {
        ground: "var(--bg)",
        raised: "var(--bg-raised)",
        sunken: "var(--bg-sunken)",
        hover: "var(--bg-hover)",
        line: "var(--line)",
        ink: "var(--text)",
        muted: "var(--text-muted)",
        accent: "var(--accent)",
        "accent-ink": "var(--text-accent)",
        link: "var(--text-link)",
        danger: "var(--text-danger)",
        good: "var(--text-good)",
      },
      backgroundImage: {
        primary: "var(--gradient)",
        own: "var(--gradient-own)",
      },
      borderRadius: {
        bubble: "var(--radius)",
        control: "var(--radius-control)",
      },
      boxShadow: {
        low: "var(--shadow-1)",
        high: "var(--shadow-2)",
      },
      maxWidth: {
        thread: "var(--thread-width)",
      },
      minHeight: {
        target: "var(--target)",
      },
      minWidth: {
        target: "var(--target)",
      },
      transitionDuration: {
        fast: "var(--fast)",
        calm: "var(--calm)",
      },
    },
  },
};
