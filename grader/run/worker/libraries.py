"""Libraries that students of this field import, by their modules' names; any other name was meant to be a file."""

from __future__ import annotations

_NAMES = """
    IPython PIL altair autograd bokeh cupy cv2 datasets dgl einops flax gensim google graphviz gym gymnasium h5py
    imageio ipywidgets jax jaxlib joblib jupyter keras lightgbm matplotlib mlxtend mpl_toolkits mygrad networkx nltk
    numba numexpr numpy onnx optax pandas plotly psutil pylab pytest pytorch_lightning requests scipy seaborn skimage
    sklearn spacy statsmodels sympy tabulate tensorboard tensorboardX tensorflow theano timm torch torch_geometric
    torchaudio torchinfo torchmetrics torchsummary torchvision tqdm transformers wandb xgboost yaml
"""

LIBRARIES = frozenset(_NAMES.split())
