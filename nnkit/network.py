"""A fully connected network: forward propagation, and back-propagation of the error.

`Network.forward` and `Network.backward` are the heart of this package and of the course. Forward
propagation leaves a `Trace` of everything it computed; back-propagation reads the trace from its
end to its beginning and returns the gradient of the loss with respect to every weight and bias.

Numbering: what belongs to a layer (z, a, delta) counts the layers, and layer 0 is the input. What
leads from one layer to the next (W, b and their gradients) is counted from 0 as well, so
``z[1] = weights[0] @ a[0] + biases[0]``.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from nnkit import _validate
from nnkit.activations import ACTIVATIONS
from nnkit.losses import cross_entropy, loss_function, softmax_cross_entropy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, DTypeLike

    from nnkit._typing import Array, Loss


class Trace(NamedTuple):
    """What forward propagation computed, layer by layer; layer 0 is the input.

    Attributes
    ----------
    z
        Pre-activations: ``z[l]`` has shape (n_l, N). ``z[0]`` is None: the input is given.
    a
        Activations: ``a[l]`` = φ(``z[l]``). ``a[0]`` is x, ``a[-1]`` the output of the network.
    """

    z: list[Any]
    a: list[Any]


class Gradients(NamedTuple):
    """The derivatives of the loss E, each of the shape of its variable.

    Attributes
    ----------
    dW
        ∂E/∂W: ``dW[i]`` belongs to ``net.weights[i]``.
    db
        ∂E/∂b: ``db[i]`` belongs to ``net.biases[i]``.
    delta
        ∂E/∂z: ``delta[l]`` belongs to layer l, like ``trace.z[l]``. ``delta[0]`` is None.
    error
        ∂E/∂a: the error at the output, or what layer l + 1 passed back to layer l. ``error[0]``
        is None: nobody needs it. For the identity, and where softmax meets cross-entropy,
        ``error[l]`` is ``delta[l]``.
    loss
        E itself.
    reused
        Whether the next backward pass will overwrite the arrays. If so, an optimiser may use
        them up.
    """

    dW: list[Any]
    db: list[Any]
    delta: list[Any]
    error: list[Any]
    loss: float
    reused: bool = False


class Network:
    """A fully connected network.

    Parameters
    ----------
    weights
        One matrix a layer, of shape (n_out, n_in); floating-point, copied.
    biases
        One column a layer, of shape (n_out, 1); floating-point, copied.
    activation
        ``"sigmoid"``, ``"tanh"``, ``"relu"``, ``"identity"`` or ``"softmax"``: one name for all
        layers, or a list with one name for each.

    Attributes
    ----------
    weights, biases : list of Array
        The parameters. All have one type; if the arguments differ, the more precise type.
    activation : list of str
        One name a layer.

    Raises
    ------
    ValueError
        If shapes or numbers of layers do not fit together, or a name is unknown.
    TypeError
        If weights or biases are integers.

    Examples
    --------
    >>> net = Network([np.array([[2.0, -1.0]])], [np.array([[0.5]])])
    >>> net.forward(np.array([[1.0], [2.5]])).a[-1]
    array([[0.5]])
    """

    def __init__(
        self,
        weights: Sequence[ArrayLike],
        biases: Sequence[ArrayLike],
        activation: str | Sequence[str] = "sigmoid",
    ) -> None:
        _validate.parameters(weights, biases)
        dtype = np.result_type(*(np.asarray(p).dtype for p in (*weights, *biases)))
        self.weights = [np.array(W, dtype=dtype, order="C") for W in weights]
        self.biases = [np.array(b, dtype=dtype, order="C") for b in biases]
        self.activation = _validate.activation_names(activation, len(self.weights))

    @classmethod
    def create(
        cls,
        sizes: Sequence[int],
        activation: str | Sequence[str] = "sigmoid",
        rng: np.random.Generator | int = 0,
        dtype: DTypeLike = np.float64,
    ) -> Network:
        """Make a network with random weights and zero biases.

        Parameters
        ----------
        sizes
            Number of neurons in each layer, the input first: ``[2, 3, 1]`` has two layers.
        activation
            As for `Network`.
        rng
            Random generator, or a seed for one.
        dtype
            Floating-point type of the parameters.

        Returns
        -------
        Network
            Normal weights with variance 2 / n_in for relu layers [1]_ and 2 / (n_in + n_out) for
            all others [2]_, so that activations and gradients keep their size from layer to layer.

        References
        ----------
        .. [1] K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", ICCV 2015.
        .. [2] X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
           neural networks", AISTATS 2010.
        """
        if len(sizes) < 2 or any(n != int(n) or n < 1 for n in sizes):
            raise ValueError(
                f"sizes is {list(sizes)}, but at least two whole numbers from 1 up are needed: "
                "the number of inputs, then the number of neurons in each layer"
            )
        rng = np.random.default_rng(rng)
        names = _validate.activation_names(activation, len(sizes) - 1)
        weights = []
        for n_in, n_out, name in zip(sizes[:-1], sizes[1:], names, strict=True):
            variance = 2 / n_in if name == "relu" else 2 / (n_in + n_out)
            weights.append(rng.normal(0, np.sqrt(variance), (n_out, n_in)).astype(dtype))
        return cls(weights, [np.zeros((n, 1), dtype) for n in sizes[1:]], names)

    @property
    def sizes(self) -> list[int]:
        """Number of neurons in each layer, the input first."""
        return [self.weights[0].shape[1], *(len(W) for W in self.weights)]

    def __repr__(self) -> str:
        sizes = "-".join(str(n) for n in self.sizes)
        return f"Network({sizes}, {', '.join(self.activation)}, {self.weights[0].dtype})"

    def forward(self, x: ArrayLike, out: Trace | None = None) -> Trace:
        """Propagate a batch forward through all layers.

        Parameters
        ----------
        x
            Inputs, shape (n_0, N): one column for each example; floating-point. They are taken to
            the type of the parameters, so a float32 network computes in float32.
        out
            A trace whose arrays are used again, for training loops; `x` is then trusted.

        Returns
        -------
        Trace
            Pre-activations ``z`` and activations ``a`` of all layers, in new arrays.

        Raises
        ------
        ValueError
            If `x` has the wrong shape, no examples, or entries that are not finite.
        TypeError
            If `x` holds integers.
        """
        if out is None:
            x = self.checked_inputs(x)
            n_layers = len(self.weights) + 1
            out = Trace([None] * n_layers, [None] * n_layers)
        z, a = out
        a[0] = x
        for layer, name in enumerate(self.activation, start=1):
            W, b = self.weights[layer - 1], self.biases[layer - 1]
            z[layer] = np.matmul(W, a[layer - 1], out=z[layer])
            z[layer] += b
            a[layer] = ACTIVATIONS[name].forward(z[layer], out=a[layer])
        return out

    def backward(
        self,
        trace: Trace,
        y: ArrayLike,
        loss: str | Loss = "half_squared_error",
        out: Gradients | None = None,
    ) -> Gradients:
        """Propagate the error back through all layers.

        Parameters
        ----------
        trace
            What `forward` returned for the same parameters.
        y
            Targets, of the shape (n_L, N) of the output.
        loss
            ``"half_squared_error"``, ``"cross_entropy"`` (with softmax in the last layer), or a
            function ``(a, y) -> (loss, gradient with respect to a)``.
        out
            Gradients whose arrays are used again, for training loops; `y` is then trusted.

        Returns
        -------
        Gradients
            ``dW``, ``db``, ``delta`` and the ``loss``, in new arrays.

        Raises
        ------
        ValueError
            If shapes do not fit, the loss is unknown or does not fit the last layer.

        Notes
        -----
        With δˡ = ∂E/∂zˡ, which the chain rule gives from back to front:

        - δᴸ = ∂E/∂aᴸ ⊙ φ′(zᴸ) and δˡ = (Wˡ⁺¹)ᵀ δˡ⁺¹ ⊙ φ′(zˡ)
        - ∂E/∂Wˡ = δˡ (aˡ⁻¹)ᵀ and ∂E/∂bˡ = Σ_columns δˡ

        One backward pass costs about two forward passes, however many weights there are.
        See D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating
        errors", Nature 323 (1986).
        """
        a = trace.a
        loss = loss_function(loss)
        reused = out is not None
        if out is None:
            y = self.checked_targets(y, a[-1].shape, loss)
            out = self.empty_gradients()
        dW, db, delta, error = out[:4]

        through = [ACTIVATIONS[name].backward for name in self.activation]
        if loss is cross_entropy and self.activation[-1] == "softmax":
            # They belong together: 1/a of the one and a of the other cancel to (a - y) / N.
            loss, through[-1] = softmax_cross_entropy, ACTIVATIONS["identity"].backward

        ones = _column_of_ones(a[0].shape[1], a[0].dtype)

        # error at the output
        value, error[-1] = loss(a[-1], y)
        for layer in range(len(self.weights), 0, -1):
            # through the activation
            delta[layer] = through[layer - 1](a[layer], error[layer], out=delta[layer])
            # parameter gradients
            dW[layer - 1] = np.matmul(delta[layer], a[layer - 1].T, out=dW[layer - 1])
            db[layer - 1] = np.matmul(delta[layer], ones, out=db[layer - 1])
            # pass back
            if layer > 1:
                W = self.weights[layer - 1]
                error[layer - 1] = np.matmul(W.T, delta[layer], out=error[layer - 1])
        return Gradients(dW, db, delta, error, value, reused)

    def predict(self, x: ArrayLike) -> Array:
        """Return the output of the last layer, shape (n_L, N), for inputs of shape (n_0, N)."""
        output: Array = self.forward(x).a[-1]
        return output

    def checked_inputs(self, x: ArrayLike) -> Array:
        """Return `x` in the type of the parameters, or say what is wrong with it."""
        _validate.parameters(self.weights, self.biases)
        return _validate.columns("x", x, self.weights[0].shape[1], self.weights[0].dtype)

    def checked_targets(self, y: ArrayLike, shape: tuple[int, ...], loss: Loss) -> Array:
        """Return `y` in the type of the parameters, or say what is wrong with it."""
        y = _validate.targets(y, shape, self.weights[0].dtype)
        if loss is cross_entropy:
            _validate.probabilities(y, self.activation[-1])
        return y

    def empty_trace(self) -> Trace:
        """Return a trace without arrays, for `forward` to fill and to use again.

        Back-propagation needs the activations only, so z and a share their arrays here: each
        z[l] becomes a[l] in place.
        """
        layers = [None] * (len(self.weights) + 1)
        return Trace(layers, layers)

    def empty_gradients(self) -> Gradients:
        """Return gradients without arrays, for `backward` to fill and to use again."""
        n_layers = len(self.weights)
        return Gradients(
            [None] * n_layers,
            [None] * n_layers,
            [None] * (n_layers + 1),
            [None] * (n_layers + 1),
            np.nan,
        )


@functools.lru_cache(maxsize=16)
def _column_of_ones(n: int, dtype: np.dtype[Any]) -> Array:
    """Return the vector that sums columns by a matrix product, which is faster than np.sum."""
    return np.ones((n, 1), dtype)
