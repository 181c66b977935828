// An extension of JupyterLab, written so that nothing has to be built: webpack's module federation
// asks a container for `init`, with the modules that are shared, and for `get`.
(() => {
  let shared;

  const load = async (name) => (await Object.values(shared[name])[0].get())();

  const two = (n) => String(n).padStart(2, "0");

  function now() {
    const d = new Date();
    const day = [d.getFullYear(), two(d.getMonth() + 1), two(d.getDate())].join("-");
    return `${day}-${two(d.getHours())}.${two(d.getMinutes())}.${two(d.getSeconds())}`;
  }

  const beside = (path) => path.replace(/(-saved-[^/]*)?\.ipynb$/, `-saved-${now()}.ipynb`);

  // The released notebook lies on the server, what a student saves in the browser before it; so
  // deleting the saved one brings the released one back.
  async function startAgain(app, context) {
    const { Dialog, showDialog, showErrorMessage } = await load("@jupyterlab/apputils");
    const kept = beside(context.path);
    const answer = await showDialog({
      title: "Start this notebook again?",
      body:
        "It comes back as it was released, and its kernel starts anew. What you have written " +
        `is kept beside it, as ${kept.split("/").pop()}.`,
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: "Start again" })],
    });
    if (!answer.button.accept) {
      return;
    }
    try {
      const { contents } = app.serviceManager;
      await context.save();
      const { content } = await contents.get(context.path, { content: true });
      await contents.save(kept, { type: "notebook", format: "json", content });
      await contents.delete(context.path);
      await context.revert();
      await context.sessionContext.session?.kernel?.restart();
    } catch (error) {
      await showErrorMessage("The notebook could not be started again", error);
    }
  }

  function button(app, context) {
    const node = document.createElement("button");
    node.type = "button";
    node.textContent = "Start again";
    node.title = "Bring the released notebook back; what you have written is kept beside it";
    node.className = "nnkit-start-again jp-Button jp-mod-styled jp-mod-minimal";
    node.addEventListener("click", () => startAgain(app, context));
    return node;
  }

  function status(context) {
    const node = document.createElement("span");
    node.className = "nnkit-status";
    node.setAttribute("role", "status");
    node.style.cssText = "padding: 0 8px; white-space: nowrap; color: var(--jp-ui-font-color1)";
    const tell = () => {
      const state = context.sessionContext.kernelDisplayStatus;
      const starts = !["idle", "busy"].includes(state);
      node.textContent = starts ? "Python is starting …" : "Saved in this browser by itself";
      if (!starts) {
        navigator.serviceWorker?.controller?.postMessage("keep all");
      }
    };
    context.sessionContext.statusChanged.connect(tell);
    context.sessionContext.kernelChanged.connect(tell);
    // It may come after the kernel, which starts beside JupyterLab.
    navigator.serviceWorker?.addEventListener("controllerchange", tell);
    tell();
    return node;
  }

  // JupyterLite calls its kernel "python"; the notebooks ask for Jupyter's usual "python3", and are
  // to say so when they are taken along.
  function nameAsJupyterDoes(specs) {
    specs.register({
      spec: { name: "python3", display_name: "Python 3", language: "python", argv: [], resources: {} },
      create: (options) => specs.factories.get("python")(options),
    });
  }

  // On a slider arrow keys would go to another heading; the window hears of a key before JupyterLab.
  function leaveArrowsToSliders() {
    const mark = "data-lm-suppress-shortcuts";
    const hear = ({ key, target }) =>
      target.closest?.("[role=slider]")?.toggleAttribute(mark, key.startsWith("Arrow"));
    window.addEventListener("keydown", hear, true);
  }

  // For a cell without a heading JupyterLab's table of contents has a list with nothing in it, and
  // fails at that when the cell comes onto the page.
  async function skipMissingHeadings() {
    const { NotebookToCModel } = await load("@jupyterlab/notebook");
    const { getCellHeadings } = NotebookToCModel.prototype;
    NotebookToCModel.prototype.getCellHeadings = function (cell) {
      return getCellHeadings.call(this, cell).filter(Boolean);
    };
  }

  async function activate(app, specs) {
    nameAsJupyterDoes(specs);
    leaveArrowsToSliders();
    await skipMissingHeadings();
    const { Widget } = await load("@lumino/widgets");
    app.docRegistry.addWidgetExtension("Notebook", {
      createNew(panel, context) {
        const items = { "nnkit-start-again": button(app, context), "nnkit-status": status(context) };
        for (const [name, node] of Object.entries(items)) {
          panel.toolbar.insertBefore("spacer", name, new Widget({ node }));
        }
        const save = () => {
          if (document.hidden && context.model.dirty) {
            context.save();
          }
        };
        document.addEventListener("visibilitychange", save);
        panel.disposed.connect(() => document.removeEventListener("visibilitychange", save));
      },
    });
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["nnkit-browser"] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const { IKernelSpecs } = await load("@jupyterlite/kernel");
      const plugin = { id: "nnkit-browser:plugin", autoStart: true, requires: [IKernelSpecs], activate };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
