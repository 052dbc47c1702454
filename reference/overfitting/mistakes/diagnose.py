"""Known ways to get diagnose wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from grader.author import Text, mistake

from ..solution import diagnose


@mistake(
    diagnose,
    title=Text("model bias and optimization exchanged", zh="模型偏差与优化弄反"),
    id="OV12",
    zh="小模型训练得更好，说明是优化失败；否则才是模型太简单。你弄反了。",
)
def bias_and_optimization_swapped(train, small_train, validation, test, target, gap):
    """If the small model trains better, optimization failed, otherwise the model is too simple: you swapped the two."""
    found = diagnose(train, small_train, validation, test, target, gap)
    return {"optimization": "model_bias", "model_bias": "optimization"}.get(found, found)


@mistake(
    diagnose,
    title=Text("always model bias", zh="总是判模型偏差"),
    id="OV12",
    zh="训练损失大不一定是模型太简单：先与小模型比较。",
)
def always_model_bias(train, small_train, validation, test, target, gap):
    """A large training loss need not be model bias: compare with the smaller model first."""
    return "model_bias" if train > target else diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose,
    title=Text("always optimization", zh="总是判优化问题"),
    id="OV12",
    zh="训练损失大不一定是优化问题：先与小模型比较。",
)
def always_optimization(train, small_train, validation, test, target, gap):
    """A large training loss need not be a matter of optimization: compare with the smaller model first."""
    return "optimization" if train > target else diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose,
    title=Text("gap ignored for the small model", zh="比较小模型时忽略了gap"),
    id="OV12",
    zh="小模型只好一点点是噪声：要好过 gap 才算。",
)
def any_better_small_model(train, small_train, validation, test, target, gap):
    """A smaller model that is better by less than the gap proves nothing: you leave the gap out."""
    if train > target:
        return "optimization" if small_train < train else "model_bias"
    return diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose,
    title=Text("small model against the target", zh="拿小模型与目标比较"),
    id="OV12",
    zh="应比较小模型与大模型的训练损失；你拿小模型与目标比较。",
)
def small_model_against_the_target(train, small_train, validation, test, target, gap):
    """Compare the smaller model with the larger one: you compare it with the target."""
    if train > target:
        return "optimization" if small_train <= target else "model_bias"
    return diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose,
    title=Text("small model worse, not better", zh="小模型的比较方向反了"),
    id="OV12",
    zh="应是小模型比大模型好；你的方向反了。",
)
def larger_model_better(train, small_train, validation, test, target, gap):
    """It is the smaller model that must be better: you ask whether it is worse."""
    if train > target:
        return "optimization" if small_train > train + gap else "model_bias"
    return diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose,
    title=Text("validation before training loss", zh="先看验证再看训练"),
    zh="先看训练损失：训练都没做好时，与验证的差距不说明过拟合。",
)
def validation_first(train, small_train, validation, test, target, gap):
    """Look at the training loss first: while it is too large a gap to validation does not mean overfitting."""
    if validation - train > gap:
        return "overfitting"
    return diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose,
    title=Text("training loss ignored", zh="没有看训练损失"),
    zh="训练损失没有检查：大于目标时是模型偏差或优化问题。",
)
def training_never_looked_at(train, small_train, validation, test, target, gap):
    """You never look at the training loss: above the target it is model bias or optimization."""
    return diagnose(0.0, small_train, validation - train, test - train, max(target, 0.0), gap)


@mistake(
    diagnose,
    title=Text("test before validation", zh="先看测试再看验证"),
    zh="先看验证再看测试：验证已有差距时是过拟合，不是 mismatch。",
)
def test_before_validation(train, small_train, validation, test, target, gap):
    """Look at validation before test: where both have a gap it is overfitting first."""
    if train <= target and test - validation > gap:
        return "mismatch"
    return diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose,
    title=Text("test against training", zh="拿测试与训练比较"),
    zh="mismatch 是验证与测试之间的差距；你比较了训练与测试。",
)
def test_against_training(train, small_train, validation, test, target, gap):
    """Mismatch is a gap from validation to test: you compare test with training."""
    return diagnose(train, small_train, validation, test + validation - train, target, gap)


@mistake(
    diagnose,
    title=Text("validation against the target", zh="拿验证与目标比较"),
    zh="过拟合看的是训练与验证的差距；你拿验证与目标比较。",
)
def validation_against_the_target(train, small_train, validation, test, target, gap):
    """Overfitting is a gap from training to validation: you compare validation with the target."""
    if train <= target and validation - target > gap:
        return "overfitting"
    return diagnose(train, small_train, train, test - validation + train, target, gap)


@mistake(
    diagnose,
    title=Text("mismatch never answered", zh="从不回答mismatch"),
    zh="你从不回答 mismatch：验证到测试的差距是它。",
)
def mismatch_left_out(train, small_train, validation, test, target, gap):
    """You never answer mismatch: it is the gap from validation to test."""
    found = diagnose(train, small_train, validation, test, target, gap)
    return "ok" if found == "mismatch" else found


@mistake(
    diagnose,
    title=Text("mismatch called overfitting", zh="把mismatch叫作过拟合"),
    zh="测试比验证差也是过拟合？不：那是 mismatch。",
)
def mismatch_called_overfitting(train, small_train, validation, test, target, gap):
    """A gap from validation to test is mismatch: you call it overfitting."""
    found = diagnose(train, small_train, validation, test, target, gap)
    return "overfitting" if found == "mismatch" else found


@mistake(diagnose, title=Text("gap ignored", zh="忽略了gap"), zh="gap 被忽略了：任何差距都被当成过拟合或 mismatch。")
def any_gap_counts(train, small_train, validation, test, target, gap):
    """You leave the gap out: validation a little above training is no overfitting yet."""
    return (
        diagnose(train, small_train, validation, test, target, gap)
        if train > target
        else diagnose(train, small_train, validation, test, target, 0.0)
    )


@mistake(
    diagnose,
    title=Text("gaps without their sign", zh="差距取了绝对值"),
    zh="差距有方向：验证比训练好不是过拟合，不要取绝对值。",
)
def gaps_without_their_sign(train, small_train, validation, test, target, gap):
    """A validation loss below the training loss is no overfitting: you take the absolute difference."""
    if train > target:
        return diagnose(train, small_train, validation, test, target, gap)
    if abs(validation - train) > gap:
        return "overfitting"
    return "mismatch" if abs(test - validation) > gap else "ok"


@mistake(
    diagnose,
    title=Text("target itself counted as missed", zh="恰好等于目标算未达到"),
    zh="恰好等于目标算达到：比较是严格的。",
)
def target_itself_missed(train, small_train, validation, test, target, gap):
    """A training loss exactly at the target reaches it: the comparison is strict."""
    if train == target:
        return "optimization" if small_train < train - gap else "model_bias"
    return diagnose(train, small_train, validation, test, target, gap)


@mistake(
    diagnose, title=Text("exactly the gap counts", zh="恰好等于gap也算差距"), zh="恰好等于 gap 不算差距：比较是严格的。"
)
def gap_itself_counts(train, small_train, validation, test, target, gap):
    """Exactly the gap is none: the comparisons are strict."""
    if train > target:
        return "optimization" if small_train <= train - gap else "model_bias"
    if validation - train >= gap:
        return "overfitting"
    return "mismatch" if test - validation >= gap else "ok"


@mistake(diagnose, title=Text("gap taken as a ratio", zh="把gap当作比例"), zh="gap 是差，不是比例。")
def gap_as_a_ratio(train, small_train, validation, test, target, gap):
    """The gap is a difference: you take it for a share of the loss."""
    if train > target:
        return "optimization" if small_train < train * (1 - gap) else "model_bias"
    if validation > train * (1 + gap):
        return "overfitting"
    return "mismatch" if test > validation * (1 + gap) else "ok"
